import type { Directive } from './confText.ts';

const rewriteNames = ['set', 'rewrite', 'if', 'return', 'break'];

/** A block with the blocks around it: what it does not say itself, it inherits. */
export class Scope {
  readonly #own = new Map<string, Directive[]>();
  readonly #parent: Scope | undefined;
  #rewrites: readonly Directive[] | undefined;
  readonly #found = new Map<string, readonly Directive[]>();

  constructor(directives: readonly Directive[], parent: Scope | undefined) {
    this.#parent = parent;
    for (const directive of directives) {
      const same = this.#own.get(directive.name);
      if (same) same.push(directive);
      else this.#own.set(directive.name, [directive]);
    }
  }

  /** `set`, `rewrite`, `if`, `return` and `break` of this block, in their order. */
  get rewrites(): readonly Directive[] {
    this.#rewrites ??= rewriteNames.flatMap((name) => this.own(name)).sort((a, b) => a.line - b.line);
    return this.#rewrites;
  }

  /** What this block itself says. */
  own(name: string): readonly Directive[] {
    return this.#own.get(name) ?? [];
  }

  /** What the innermost block says that says anything. */
  all(name: string): readonly Directive[] {
    let found = this.#found.get(name);
    if (!found) {
      found = this.#own.get(name) ?? this.#parent?.all(name) ?? [];
      this.#found.set(name, found);
    }
    return found;
  }

  /** The arguments of the last one. */
  args(name: string): readonly string[] | undefined {
    return this.all(name).at(-1)?.args;
  }

  /** The first argument of the last one. */
  value(name: string, otherwise: string): string {
    return this.args(name)?.[0] ?? otherwise;
  }
}

/** `60`, `60s`, `5m`, `500ms` in milliseconds. */
export function durationMs(text: string, otherwise: number): number {
  const parts = /^(\d{1,9})(ms|s|m|h|d)?$/.exec(text);
  if (!parts) return otherwise;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[parts[2] ?? 's'] as number;
  return Number(parts[1]) * unit;
}
