"""The linkage report: one HTML file and SVG pictures of what a build found."""
