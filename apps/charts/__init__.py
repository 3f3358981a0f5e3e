"""Charts of time as SVG and CSS, drawn on the server: spans, markers, swimlanes."""
