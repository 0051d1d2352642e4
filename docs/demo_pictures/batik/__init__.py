"""The drawing pieces of the demo shop Seri Batik: dyes and motifs, cloth with folds, and the things made of it."""
