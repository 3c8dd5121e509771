"""For whoever writes an adapter: the scaffold, the recorder, the proof."""
