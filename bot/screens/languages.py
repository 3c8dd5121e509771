"""What languages are called."""

from __future__ import annotations

LANGUAGES = {
    "am": "Amharic", "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "ig": "Igbo", "it": "Italian", "ja": "Japanese", "kk": "Kazakh",
    "ko": "Korean", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "om": "Oromo", "pcm": "Nigerian Pidgin", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai",
    "ti": "Tigrinya", "tr": "Turkish", "ts": "Tsonga", "tw": "Twi", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "yo": "Yoruba", "zh": "Chinese",
}  # fmt: skip
"""By two-letter code (or three, where there is no shorter one)."""

UNDETERMINED = "und"
UNTOLD = "a language that I could not tell"


def language_name(code: str) -> str:
    """The language of ``code`` as the owner calls it, or the code itself."""
    return UNTOLD if code == UNDETERMINED else LANGUAGES.get(code, code)
