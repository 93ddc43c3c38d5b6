import { CST } from 'yaml';

/** What stands before the text of a plain or block scalar in the lexer's output. */
export const scalarMark = '\x1f';
/** Actions that only Helm's templates hold; `{{ .Names }}` in quotes may be an argument of some program. */
const helmAction =
  /\{\{-?\s*(?:[^{}]{0,200}?[\s($])?\.(?:Values|Release|Chart|Files|Capabilities|Template)\b|\{\{-?\s*(?:include|tpl|toYaml|template|define|printf)\s/;

/** ytt writes its code into comments: `name: #@ data.values.name`. */
const yttComment = /^#@(?:\s|(?:overlay|data|schema|library)\/)/;

/**
 * Looks for the marks of a template (Helm's, Jinja's, ytt's) while a text is read: `{{` or `{%` where YAML has a brace, or an
 * action of Helm inside a value. Block texts are left alone: a ConfigMap may well carry templates for other programs.
 */
export class TemplateMarks {
  found = false;
  #previous = '';
  #beforePrevious = '';
  #isBlock = false;

  /** True for a text in quotes. */
  isQuoted(lexeme: string): boolean {
    return this.#previous !== scalarMark && (lexeme[0] === '"' || lexeme[0] === "'");
  }

  /** Takes the next piece of the text. */
  see(lexeme: string): void {
    const isText = this.#previous === scalarMark;
    if (isText && this.#isBlock) this.#isBlock = false;
    else if (isText || this.isQuoted(lexeme))
      this.found ||= (isText && /\{\{.*\}\}/.test(lexeme)) || helmAction.test(lexeme);
    else if (this.#previous === '{' && lexeme === '{') this.found = true;
    else if (yttComment.test(lexeme)) this.found = true;
    else if (CST.tokenType(lexeme) === 'block-scalar-header') this.#isBlock = true;
    if (isText && this.#beforePrevious === '{' && lexeme[0] === '%') this.found = true;
    this.#beforePrevious = this.#previous;
    this.#previous = lexeme;
  }
}
