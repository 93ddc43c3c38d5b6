/** The colours of the editor's theme as mermaid needs them: computed, since it does arithmetic with them. */
export interface DiagramTheme {
  readonly darkMode: boolean;
  readonly background: string;
  readonly text: string;
  readonly node: string;
  readonly group: string;
  readonly line: string;
  readonly font: string;
}

/** Reads the theme that is on now. The names are those of `media/tokens.css`. */
export function readTheme(): DiagramTheme {
  const colour = colourReader();
  const background = colour('--background');
  return {
    darkMode: isDark(background),
    background,
    text: colour('--text'),
    node: colour('--raised'),
    group: colour('--background'),
    line: colour('--line'),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** Tells colours of the theme that is on now by the names of `media/tokens.css`, as a canvas understands them. */
export function colourReader(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name) ?? computedColour(name);
    known.set(name, found);
    return found;
  };
}

function computedColour(name: string): string {
  const probe = document.createElement('span');
  document.body.append(probe);
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Calls the listener when VS Code changes the theme: it sets classes on the body and variables on the root. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}

function isDark(colour: string): boolean {
  const [red = 255, green = 255, blue = 255] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}
