"""The configuration of unattended runs: `briefing.toml` -> frozen `Config`, every mistake told at once."""

from briefing.config.load import Loaded, load
from briefing.config.mistakes import ConfigError, Mistake
from briefing.config.model import Config, Fetch, Limits, OutputFile, Source, Style

__all__ = ["Config", "ConfigError", "Fetch", "Limits", "Loaded", "Mistake", "OutputFile", "Source", "Style", "load"]
