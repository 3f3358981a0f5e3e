"""Pictures as they are kept: upright, and without place, names and comments.

`containers` takes apart the formats that hold photographs and leaves out all that draws
nothing, without touching a pixel; `drawings` does the same for SVG; `transposition` puts what
lies upright. `cleaning` makes of the bytes of a picture those that are kept, or says why
it is refused. None of them knows a model.
"""

from .cleaning import KINDS, SIGNATURE_BYTES, PictureProblem, clean, kind_of

__all__ = ["KINDS", "SIGNATURE_BYTES", "PictureProblem", "clean", "kind_of"]
