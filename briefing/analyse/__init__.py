"""One article and its reading -> salience, actors, attributions and open questions."""
