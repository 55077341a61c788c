"""What people receive: the list, dossiers, the site of a run and its pictures. Tables in, {file name: bytes} out."""
