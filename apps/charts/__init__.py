"""Time charts as SVG and CSS, rendered on the server: spans, markers, swimlanes."""
