"""Import and export of lists of records as CSV and XLSX, with preview and undo.

Columns are declared with django-import-export's resources and fields. Its importer is not
used: it queries every relation of every row, holds all rows in memory and writes no
history in bulk.

Reading: `file_reader`, `csv_files`, `xlsx_files` (with `xlsx_layout`, `displayed_values`),
which give a `table_files.Table`. Declaring: `columns`, `sheets`; each app declares the
sheets of its models. Importing: `import_steps` (preview, apply), `import_run`,
`header_row`, `row_checks`, `import_permissions`, `bulk_write`, `undo`, `retraction`.
Exporting: `list_exports`. In the admin: `sheet_admin`, `import_admin`, `upload_form`.
"""
