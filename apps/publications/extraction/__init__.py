"""Text extraction from PDFs in the background: text page by page, and a cover image.

`pdf_worker` is a script that reads one file within limits of time, memory and pages;
`text_extraction` runs it for every waiting file and saves the result;
`extraction_process` starts that in a process after a file was attached.
"""
