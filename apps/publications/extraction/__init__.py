"""Reading PDFs outside any request: their text page by page, and a picture of page one.

`worker` is a program of its own that reads one file within bounds of time, memory and
pages, and knows nothing of the portal; `running` runs it for every file that waits and
keeps what it says; `starting` starts that after a file has been attached.
"""
