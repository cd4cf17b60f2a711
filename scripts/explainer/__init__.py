"""The generator behind the site: content/ in, Markdown pages and their data twins out."""
