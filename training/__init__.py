"""How the models were made: what reads reviews (``make model``), the linter's ear and voice.

``build`` makes ``model.bin`` (the texts of ``corpus`` as a ``matrix``, ``fit`` to their labels,
made small by ``pack``; what single words say by ``meaning`` and ``gate``; how far each is believed
by ``blend``), ``subjects.bin`` (``subjects``, ``inner``, ``meeting``) and ``tongues.bin``.
``second_look``, ``public``, ``ear`` and ``voice`` are run by themselves; all but the last teach a
``network``.
What they share: the project's ``own`` sentences, where the encoder places words (``encoded``), what
words say side by side (``wordwise``), and how a file is written (``outcome``).
"""
