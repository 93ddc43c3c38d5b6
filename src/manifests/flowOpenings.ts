import { CST } from 'yaml';

/** Watches which `[` and `{` are open while a text is read, and which the lexer gave up for their lines' indentation. */
export class FlowOpenings {
  /** Offsets of the outermost brackets whose inner lines are indented too little for YAML. */
  readonly lowIndented: number[] = [];
  #open: number[] = [];

  get isInside(): boolean {
    return this.#open.length > 0;
  }

  /** Takes the next piece of the text that is no scalar. */
  see(lexeme: string, offset: number): void {
    switch (lexeme) {
      case '[':
      case '{':
        this.#open.push(offset);
        break;
      case ']':
      case '}':
        this.#open.pop();
        break;
      case CST.FLOW_END:
        if (this.#open[0] !== undefined && this.lowIndented.at(-1) !== this.#open[0])
          this.lowIndented.push(this.#open[0]);
        this.#open = [];
    }
  }
}
