import { element } from './dom.ts';
import { lazyDrawing } from './drawingLoader.ts';
import { onThemeChange, readTheme } from './theme.ts';

/** What a page does with a picture. */
export interface PictureListener {
  /** A box was clicked; the id is one that the mermaid text has. */
  onChoose(part: string): void;
  onDrawn(): void;
  /** The text could not be drawn; the picture before it, if any, is still there. */
  onProblem(why: string): void;
}

/** A diagram's picture in a page. */
export interface Picture {
  readonly node: HTMLElement;
  /** Draws a text, unless it is the one that is there. The old picture stays until the new one is ready. */
  show(mermaid: string): void;
  /** Forgets what was drawn. */
  clear(): void;
  /** Shows a thing among the others, with the lines that join it; undefined shows none. */
  mark(part: string | undefined): void;
  /** Makes it larger or smaller in steps, or (`fit`) as wide as the page; what is in the middle stays there. */
  zoom(change: 'in' | 'out' | 'fit'): void;
}

const zoomStep = 1.25;
const zoomLimits = { least: 0.4, most: 4 };

/** Widths are told apart in steps: a picture is not drawn again for each pixel that the page gets wider. */
const roomStepPx = 20;
const leastRoomPx = 280;

/** Makes an empty picture, which follows the editor's theme and its own width. */
export function createPicture(listener: PictureListener): Picture {
  const drawing = lazyDrawing();
  const node = element('div', { class: 'picture', role: 'img', tabindex: 0 });
  let text: string | undefined;
  let drawn = '';
  let marked: string | undefined;
  let scale = 1;

  const room = () => Math.max(leastRoomPx, Math.floor(node.clientWidth / roomStepPx) * roomStepPx);

  const draw = () => {
    if (text === undefined || node.clientWidth === 0) return;
    const theme = readTheme();
    const key = JSON.stringify([text, theme, room()]);
    if (key === drawn) return;
    drawn = key;
    drawing.draw(text, theme, put, fail, room());
  };

  const put = (svg: string) => {
    const { scrollLeft, scrollTop } = node;
    // The one place where HTML is set: mermaid's own output, which securityLevel "strict" has sanitised.
    node.innerHTML = svg;
    const picture = node.querySelector('svg');
    // Those who take part in a sequence diagram, which mermaid lays out itself.
    for (const actor of node.querySelectorAll('[data-et="participant"]')) {
      actor.setAttribute('data-part', actor.getAttribute('data-id') ?? '');
    }
    picture?.style.removeProperty('max-width');
    node.style.setProperty('--actual-width', `${Math.ceil(picture?.viewBox.baseVal.width ?? 0)}px`);
    showMark();
    node.scrollTo(scrollLeft, scrollTop);
    listener.onDrawn();
  };

  const fail = (why: string) => {
    drawn = '';
    listener.onProblem(why);
  };

  const showMark = () => {
    for (const part of node.querySelectorAll('.marked')) part.classList.remove('marked');
    if (marked === undefined) return;
    const id = CSS.escape(marked.split('.')[0] ?? '');
    for (const part of node.querySelectorAll(`[data-part="${id}"], .from-${id}, .to-${id}`))
      part.classList.add('marked');
  };

  const zoom = (change: 'in' | 'out' | 'fit') => {
    const wanted = change === 'fit' ? 1 : scale * (change === 'in' ? zoomStep : 1 / zoomStep);
    scale = Math.min(zoomLimits.most, Math.max(zoomLimits.least, wanted));
    keepMiddle(node, () => node.style.setProperty('--zoom', String(scale)));
  };

  node.addEventListener('click', ({ target }) => {
    const part = target instanceof Element ? target.closest('[data-part]')?.getAttribute('data-part') : undefined;
    if (part) listener.onChoose(part);
  });
  node.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    if (ctrlKey || metaKey) return;
    if (key === '+' || key === '=') zoom('in');
    else if (key === '-') zoom('out');
    else if (key === '0') zoom('fit');
  });
  onThemeChange(draw);
  new ResizeObserver(draw).observe(node);

  return {
    node,
    show(mermaid) {
      text = mermaid;
      draw();
    },
    clear() {
      text = undefined;
      drawn = '';
    },
    mark(part) {
      marked = part;
      showMark();
    },
    zoom,
  };
}

/** Changes the size of what a node scrolls; the point in the middle of the window stays there. */
function keepMiddle(node: HTMLElement, change: () => void): void {
  const content = () => node.firstElementChild?.getBoundingClientRect();
  const before = content();
  const frame = node.getBoundingClientRect();
  const middle = { x: frame.left + frame.width / 2, y: window.innerHeight / 2 };
  change();
  const after = content();
  if (!before || !after || before.width === 0 || before.height === 0) return;
  const x = after.left + ((middle.x - before.left) / before.width) * after.width;
  const y = after.top + ((middle.y - before.top) / before.height) * after.height;
  node.scrollLeft += x - middle.x;
  if (before.top < middle.y && before.bottom > middle.y) window.scrollBy(0, y - middle.y);
}
