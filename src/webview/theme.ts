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
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (name: string): string => {
    probe.style.color = '';
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const background = colour('--background');
  const theme = {
    darkMode: isDark(background),
    background,
    text: colour('--text'),
    node: colour('--raised'),
    group: colour('--background'),
    line: colour('--line'),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return theme;
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
