"""The pictures of the learner shop Kelas Niaga: cut paper in bright colours, each sheet with its shadow."""
