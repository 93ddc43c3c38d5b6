import { quoted } from '../edits/yamlText.ts';
import type { Hole } from './shape.ts';
import type { ShapeText } from './shapeText.ts';

/** Writes a text twice at once: as it is, and as a snippet for VS Code with numbered stops. */
export class TwoTexts {
  #plain = '';
  #snippet = '';
  #stops = 0;
  readonly #named = new Map<string, number>();

  put(text: string): void {
    this.#plain += text;
    this.#snippet += escapedForSnippet(text);
  }

  putHole({ text, name, choices }: Hole, style: 'plain' | 'quoted'): void {
    const quote = style === 'quoted' ? '"' : '';
    const written = quote ? quoted(String(text)).slice(1, -1) : String(text);
    this.put(quote);
    this.#plain += written;
    const known = name === undefined ? undefined : this.#named.get(name);
    const stop = known ?? ++this.#stops;
    if (name !== undefined) this.#named.set(name, stop);
    if (known !== undefined || written === '') this.#snippet += `$${stop}`;
    else if (choices) this.#snippet += `\${${stop}|${choices.map(escapedChoice).join(',')}|}`;
    else this.#snippet += `\${${stop}:${escapedForSnippet(written)}}`;
    this.put(quote);
  }

  result(): ShapeText {
    // Where the only stop is an empty end, the cursor comes to it anyway.
    const isWrittenOut = this.#stops === 0 || this.#snippet === `${escapedForSnippet(this.#plain)}$1`;
    return { plain: this.#plain, ...(!isWrittenOut && { snippet: this.#snippet }) };
  }
}

/** Text that a snippet shows unchanged (https://code.visualstudio.com/docs/editing/userdefinedsnippets#_grammar). */
function escapedForSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function escapedChoice(text: string): string {
  return text.replace(/[\\$},|]/g, '\\$&');
}
