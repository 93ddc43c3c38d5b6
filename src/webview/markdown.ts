import MarkdownIt, { type Token } from 'markdown-it';
import { button, element } from './dom.ts';
import { snippetNode } from './snippet.ts';

/** What a page does when something in its Markdown is clicked. */
export interface MarkdownActions {
  runCommand(command: string): void;
  openFile(path: string): void;
}

const reader = new MarkdownIt({ html: false, linkify: false, typographer: false });
reader.disable('image');

/** Tags that Markdown may make; anything else becomes its text alone. */
const allowedTags = new Set(
  'p em strong s ul ol li h1 h2 h3 h4 h5 h6 blockquote hr br table thead tbody tr th td code'.split(' '),
);

/** Code blocks whose `kubectl` lines get a Run button. */
const commandLanguages = new Set(['sh', 'bash', 'shell', 'console']);

/**
 * Renders Markdown as nodes, never through HTML text. Links go to https only; a relative link opens that file of the
 * lab. Headings are one level below the step's own.
 */
export function renderMarkdown(text: string, actions: MarkdownActions): DocumentFragment {
  const fragment = document.createDocumentFragment();
  build(reader.parse(text, {}), fragment, actions);
  return fragment;
}

/** The words of a Markdown text without its marks, on one line, for a screen reader to say. */
export function plainText(text: string): string {
  const words = (tokens: readonly Token[]): string =>
    tokens.map(({ content, type }) => (/break$/.test(type) ? ' ' : content)).join('');
  return reader
    .parse(text, {})
    .map(({ children, content, block }) => (children ? words(children) : content) + (block ? ' ' : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function build(tokens: readonly Token[], root: Node, actions: MarkdownActions): void {
  const parents: Node[] = [root];
  const append = (node: Node): void => {
    parents.at(-1)?.appendChild(node);
  };
  for (const token of tokens) {
    if (token.nesting === -1) {
      if (parents.length > 1) parents.pop();
    } else if (token.nesting === 1) {
      const node = token.hidden ? document.createDocumentFragment() : openingNode(token, actions);
      append(node);
      // A fragment is empty once appended: what is hidden adds nothing between parent and children.
      parents.push(node instanceof DocumentFragment ? (parents.at(-1) ?? root) : node);
    } else if (token.type === 'inline') {
      const inner = document.createDocumentFragment();
      build(token.children ?? [], inner, actions);
      append(inner);
    } else append(leafNode(token, actions));
  }
}

function openingNode(token: Token, actions: MarkdownActions): Node {
  if (token.type === 'link_open') return linkNode(token.attrGet('href') ?? '', actions);
  const tag = token.tag.replace(/^h([1-6])$/, (_, level) => `h${Math.min(6, Number(level) + 1)}`);
  if (!allowedTags.has(tag)) return document.createElement('span');
  const node = document.createElement(tag);
  const start = token.attrGet('start');
  if (start !== null && tag === 'ol') node.setAttribute('start', start);
  return node;
}

function linkNode(href: string, actions: MarkdownActions): Node {
  if (/^https:\/\//i.test(href)) return element('a', { href, rel: 'noreferrer' });
  if (/^[\w-][\w./-]*$/.test(href) && !href.includes('..')) {
    return button('', `file ${href}`, () => actions.openFile(href), { class: 'link', title: `Open ${href}` });
  }
  return document.createElement('span');
}

function leafNode(token: Token, actions: MarkdownActions): Node {
  switch (token.type) {
    case 'fence':
      return codeNode(token.content, token.info.trim().split(/\s/)[0] ?? '', actions);
    case 'code_block':
      return codeNode(token.content, '', actions);
    case 'code_inline':
      return element('code', {}, token.content);
    case 'softbreak':
      return document.createTextNode('\n');
    case 'hardbreak':
      return element('br', {});
    case 'hr':
      return element('hr', {});
    default:
      return document.createTextNode(token.content);
  }
}

function codeNode(content: string, language: string, actions: MarkdownActions): Node {
  const text = content.replace(/\n$/, '');
  if (!commandLanguages.has(language)) {
    return snippetNode(text, 'Example');
  }
  const lines = text.split('\n').map((line) => line.replace(/^\$ /, ''));
  return element(
    'div',
    { class: 'commands' },
    ...lines.filter((line) => line.trim() !== '').map((line) => commandNode(line, actions)),
  );
}

/** One line with its Run button. */
export function commandNode(command: string, actions: MarkdownActions): Node {
  const runnable = /^kubectl(\s|$)/.test(command);
  return element(
    'div',
    { class: 'command' },
    element('code', {}, command),
    runnable
      ? button('Run', `run ${command}`, () => actions.runCommand(command), { 'aria-label': `Run ${command}` })
      : undefined,
  );
}
