"""The microsite's MkDocs plug-in and its editors' command."""
