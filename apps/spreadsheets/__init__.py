"""Spreadsheets in and out: any list of records as CSV or XLSX, and back again.

Columns are declared with django-import-export's resources and fields. Reading,
checking and writing are our own: its importer asks the database for every relation
of every row, holds all rows at once and keeps no history of what it writes in bulk.

`files`, `texts` and `workbooks` read a file as rows of text, a workbook as its reader
sees it (`layout`, `shown`); `cells` and `columns` say what a cell means; `sheets` are
all columns of one model; `running` checks rows (`checking`) and writes them
(`writing`); `keeping` remembers what an import did and `undoing` takes it back;
`exports` writes files. Nothing here knows a model of the record: each app declares its
own sheets in `importing`.
"""
