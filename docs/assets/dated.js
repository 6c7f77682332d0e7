// Gives a dated page the colors that the reader's system asks for, before anything is drawn.

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.mdColorScheme = "slate";
