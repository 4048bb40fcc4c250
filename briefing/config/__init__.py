"""The configuration of unattended runs: `briefing.toml` -> frozen `Config`, every mistake told at once."""

from briefing.config.load import Loaded, load
from briefing.config.mistakes import ConfigError, Mistake
from briefing.config.model import Config, Limits, OutputFile, Source, Style

__all__ = ["Config", "ConfigError", "Limits", "Loaded", "Mistake", "OutputFile", "Source", "Style", "load"]
