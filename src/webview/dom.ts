type Attributes = Readonly<Record<string, string | number | (() => void) | undefined>>;

/** Makes an element. Strings become text nodes, never HTML; an attribute that is a function listens (`onclick`). */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

/** A button. `key` names it across renderings, so that the focus stays on it. */
export function button(text: string, key: string, onclick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return element('button', { type: 'button', 'data-key': key, onclick, ...attributes }, text);
}

/** Replaces what stands in a container; the focus stays on the element with the same key, the page where it is. */
export function replaceKeepingFocus(container: Element, ...children: readonly Node[]): void {
  const focused = document.activeElement;
  const key = focused && container.contains(focused) ? focused.getAttribute('data-key') : null;
  const page = document.scrollingElement;
  const scroll = page?.scrollTop ?? 0;
  container.replaceChildren(...children);
  if (key !== null)
    container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  if (page && page.scrollTop !== scroll) page.scrollTop = scroll;
}

/** The place that the page's HTML leaves for its script. */
export function pageRoot(): HTMLElement {
  return document.getElementById('page') ?? document.body;
}
