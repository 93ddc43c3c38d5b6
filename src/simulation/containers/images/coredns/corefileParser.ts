import { type CorefileToken, corefileTokens } from './corefileTokens.ts';

/** A server block: what it serves, and the words of each plugin that stands in it, its own name included. */
export interface ServerBlock {
  readonly keys: readonly string[];
  readonly plugins: ReadonlyMap<string, readonly CorefileToken[]>;
}

/** What a Corefile is read with. */
export interface CorefileSource {
  /** Its path, as messages name it. */
  readonly file: string;
  readonly text: string;
  readonly env: ReadonlyMap<string, string>;
  /** The files that an `import` means, with their texts; a text where it means none. */
  readonly imported: (pattern: string) => readonly { readonly file: string; readonly text: string }[] | string;
  /** The plugins that there are; without it any may stand there. */
  readonly knownPlugins?: ReadonlySet<string>;
}

const maxImports = 1_000;
/** More words than this are no Corefile of a cluster for learning. */
const maxTokens = 10_000;

/**
 * Reads a Corefile as far as its server blocks (https://coredns.io/manual/configuration/); a text is what CoreDNS says that is wrong.
 */
export function parseCorefile(source: CorefileSource): readonly ServerBlock[] | string {
  return new CorefileParser(source).parseAll();
}

const tooLong = `Pod Labs does not read a Corefile of more than ${maxTokens} words`;

class CorefileParser {
  readonly #source: CorefileSource;
  #tokens: readonly CorefileToken[];
  readonly #snippets = new Map<string, readonly CorefileToken[]>();
  #at = -1;
  #imports = 0;
  #problem: string | undefined;

  constructor(source: CorefileSource) {
    this.#source = source;
    this.#tokens = corefileTokens(source.text);
  }

  parseAll(): readonly ServerBlock[] | string {
    if (this.#tokens.length > maxTokens) return tooLong;
    const blocks: ServerBlock[] = [];
    while (this.#next()) {
      const block = this.#block();
      if (this.#problem !== undefined) return this.#problem;
      if (block) blocks.push(block);
    }
    return blocks;
  }

  get #token(): CorefileToken | undefined {
    return this.#tokens[this.#at];
  }

  /** The present word, with the variables of the environment in it. */
  #word(): string {
    return (this.#token?.text ?? '').replace(
      /\{%([^%}]{1,200})%\}|\{\$([^}]{1,200})\}/g,
      (_, one?: string, other?: string) => {
        return this.#source.env.get(one ?? other ?? '') ?? '';
      },
    );
  }

  #next(): boolean {
    if (this.#at >= this.#tokens.length - 1) return false;
    this.#at += 1;
    return true;
  }

  get #isNewLine(): boolean {
    const [before, now] = [this.#tokens[this.#at - 1], this.#token];
    if (!before) return true;
    return now !== undefined && (before.file !== now.file || before.line + lineBreaks(before) < now.line);
  }

  #fail(text: string, kind = 'Error during parsing'): undefined {
    const { file = this.#source.file, line = 0 } = this.#token ?? {};
    this.#problem ??= `${file}:${line} - ${kind}: ${text}`;
    return undefined;
  }

  #expect(text: string): void {
    this.#fail(`Unexpected token '${this.#token?.text ?? ''}', expecting '${text}'`, 'Syntax error');
  }

  /** Nothing for a snippet, which is kept for its imports. */
  #block(): ServerBlock | undefined {
    const keys: string[] = [];
    const isAtEnd = this.#keys(keys) === 'end';
    if (this.#problem !== undefined) return undefined;
    const [, snippet] = (keys.length === 1 && /^\((.*)\)$/s.exec(keys[0] ?? '')) || [];
    if (snippet !== undefined && !isAtEnd) return this.#snippet(snippet);
    const plugins = new Map<string, CorefileToken[]>();
    if (isAtEnd) return { keys, plugins };
    const isInBraces = this.#word() === '{';
    if (!isInBraces) this.#at -= 1;
    this.#plugins(plugins);
    if (isInBraces && this.#problem === undefined && this.#word() !== '}') this.#expect('}');
    return keys.length > 0 ? { keys, plugins } : undefined;
  }

  /** What stands before the brace; a comma says that another follows, on the next line perhaps. */
  #keys(keys: string[]): 'end' | 'more' {
    let isAnotherExpected = false;
    for (;;) {
      const text = this.#word();
      if (text === 'import' && this.#isNewLine) {
        if (!this.#import()) return 'more';
        // It stands before what was imported.
        this.#next();
        continue;
      }
      if (text === '{') {
        if (isAnotherExpected) this.#fail(`Expected another address but had '${text}' - check for extra comma`);
        return 'more';
      }
      if (text !== '') {
        isAnotherExpected = text.endsWith(',');
        keys.push(isAnotherExpected ? text.slice(0, -1) : text);
      }
      if (!this.#next()) {
        if (isAnotherExpected) this.#fail('Unexpected EOF');
        return 'end';
      }
      if (!isAnotherExpected && this.#isNewLine) return 'more';
    }
  }

  #snippet(name: string): undefined {
    if (this.#snippets.has(name)) return this.#fail(`redeclaration of previously declared snippet ${name}`);
    if (this.#word() !== '{') return this.#expect('{') as undefined;
    const tokens: CorefileToken[] = [];
    let depth = 1;
    while (this.#next()) {
      if (this.#word() === '}') depth -= 1;
      if (this.#word() === '{') depth += 1;
      if (depth === 0) break;
      tokens.push(this.#token as CorefileToken);
    }
    if (depth > 0) return this.#expect('}') as undefined;
    this.#snippets.set(name, tokens);
    return undefined;
  }

  #plugins(plugins: Map<string, CorefileToken[]>): void {
    while (this.#problem === undefined && this.#next()) {
      if (this.#word() === '}') return;
      if (this.#token?.text === 'import') this.#import();
      else this.#plugin(plugins);
    }
  }

  /** A plugin's words: to the end of its line, or of its block. */
  #plugin(plugins: Map<string, CorefileToken[]>): void {
    const name = this.#word();
    const { knownPlugins } = this.#source;
    if (knownPlugins && !knownPlugins.has(name)) {
      this.#fail(`Unknown directive '${name}'`);
      return;
    }
    const words = plugins.get(name) ?? [];
    plugins.set(name, words);
    words.push(this.#token as CorefileToken);
    let depth = 0;
    while (this.#problem === undefined && this.#next()) {
      const text = this.#token?.text;
      if (text === '{') depth += 1;
      else if (this.#isNewLine && depth === 0) {
        this.#at -= 1;
        return;
      } else if (text === '}' && depth > 0) depth -= 1;
      else if (text === '}') this.#fail("Unexpected '}' because no matching opening brace");
      else if (text === 'import' && this.#isNewLine) {
        this.#import();
        continue;
      }
      words.push({ ...(this.#token as CorefileToken), text: this.#word() });
    }
    if (depth > 0) this.#fail('Unexpected EOF');
  }

  /** Puts what is imported in the place of the `import`, and stands before it. */
  #import(): boolean {
    const start = this.#at;
    this.#next();
    const pattern = this.#word();
    if (this.#at === start || this.#isNewLine) {
      if (this.#at > start) this.#at -= 1;
      this.#fail(`Wrong argument count or unexpected line ending after '${this.#token?.text ?? ''}'`);
      return false;
    }
    this.#imports += 1;
    if (this.#imports > maxImports) this.#fail(`maximum snippet import depth (${maxImports}) exceeded`);
    const snippet = this.#snippets.get(pattern);
    const files = snippet ? [] : this.#source.imported(pattern);
    if (typeof files === 'string') this.#fail(files);
    if (this.#problem !== undefined || typeof files === 'string') return false;
    const tokens = snippet ?? files.flatMap(({ file, text }) => corefileTokens(text, file));
    this.#tokens = this.#tokens.slice(0, start).concat(tokens, this.#tokens.slice(start + 2));
    if (this.#tokens.length > maxTokens) this.#fail(tooLong);
    this.#at = start - 1;
    return true;
  }
}

function lineBreaks({ text }: CorefileToken): number {
  return text.split('\n').length - 1;
}
