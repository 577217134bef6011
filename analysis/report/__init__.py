"""One printed report of one round or several: composed once, written as DOCX, HTML or PDF."""
