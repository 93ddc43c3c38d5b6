import { invalidValue } from './fieldErrors.ts';
import { type Requirement, type RequirementOperator, requirementOf } from './labelRequirement.ts';
import { qualifiedName } from './names.ts';

type TokenKind =
  | 'identifier'
  | 'in'
  | 'notin'
  | '!'
  | '('
  | ')'
  | ','
  | '='
  | '=='
  | '!='
  | '>'
  | '<'
  | 'end'
  | 'error';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const symbols = new Set<string>(['!', '(', ')', ',', '=', '==', '!=', '>', '<']);
const operatorNames = 'in, notin, =, ==, !=, gt, lt';

/** Reads the text of a label selector; the messages are those of `k8s.io/apimachinery/pkg/labels`. */
export function parseLabelQuery(text: string): { query: Requirement[]; problem?: string } {
  const tokens = tokensOf(text);
  const query: Requirement[] = [];
  let position = 0;
  const peek = (): Token => asValue(tokens[position]);
  const take = (): Token => asValue(tokens[position++]);

  const readRequirement = (): Requirement | string => {
    let first = take();
    const negated = first.kind === '!';
    if (negated) first = take();
    if (first.kind !== 'identifier') return `found '${first.text}', expected: identifier`;
    const key = first.text;
    const keyProblems = qualifiedName(key);
    if (keyProblems.length > 0) return `<nil>: ${invalidValue([], key, keyProblems.join('; ')).message}`;
    const next = peek().kind;
    if (negated) return requirementOf(key, '!', []);
    if (next === 'end' || next === ',') return requirementOf(key, 'exists', []);
    const operator = tokens[position++] ?? end;
    if (operator.kind === 'in' || operator.kind === 'notin') {
      const values = readValues();
      return typeof values === 'string' ? values : requirementOf(key, operator.kind, values);
    }
    const known = ({ '=': '=', '==': '==', '!=': '!=', '>': 'gt', '<': 'lt' } as Record<string, RequirementOperator>)[
      operator.kind
    ];
    if (!known) return `found '${operator.text}', expected: ${operatorNames}`;
    const after = peek().kind;
    if (after === 'end' || after === ',') return requirementOf(key, known, ['']);
    const value = take();
    if (value.kind !== 'identifier') return `found '${value.text}', expected: identifier`;
    return requirementOf(key, known, [value.text]);
  };

  const readValues = (): string[] | string => {
    const open = take();
    if (open.kind !== '(') return `found '${open.text}' expected: '('`;
    const first = peek();
    if (first.kind === ')') {
      position++;
      return [''];
    }
    if (first.kind !== 'identifier' && first.kind !== ',')
      return `found '${first.text}', expected: ',', ')' or identifier`;
    const values = new Set<string>();
    for (;;) {
      const token = take();
      if (token.kind === 'identifier') {
        values.add(token.text);
        const next = peek();
        if (next.kind === ')') break;
        if (next.kind !== ',') return `found '${next.text}', expected: ',' or ')'`;
      } else if (token.kind === ',') {
        if (values.size === 0) values.add('');
        const next = peek();
        if (next.kind === ')') {
          values.add('');
          break;
        }
        if (next.kind === ',') {
          position++;
          values.add('');
        }
      } else return `found '${token.text}', expected: ',', or identifier`;
    }
    position++;
    return [...values].sort();
  };

  for (;;) {
    const token = peek();
    if (token.kind === 'end') return { query };
    if (token.kind !== 'identifier' && token.kind !== '!')
      return { query, problem: `found '${token.text}', expected: !, identifier, or 'end of string'` };
    const requirement = readRequirement();
    if (typeof requirement === 'string') return { query, problem: `unable to parse requirement: ${requirement}` };
    query.push(requirement);
    const separator = take();
    if (separator.kind === 'end') return { query };
    if (separator.kind !== ',')
      return { query, problem: `found '${separator.text}', expected: ',' or 'end of string'` };
    const next = peek();
    if (next.kind !== 'identifier' && next.kind !== '!')
      return { query, problem: `found '${next.text}', expected: identifier after ','` };
  }
}

const end: Token = { kind: 'end', text: '' };

/** Where a value may stand, `in` and `notin` are names like any other. */
function asValue(token: Token | undefined): Token {
  if (!token) return end;
  return token.kind === 'in' || token.kind === 'notin' ? { kind: 'identifier', text: token.text } : token;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /[ \r\t\n]+|([=!(),><]+)|([^ \r\t\n=!(),><]+)/g;
  for (const [, special, word] of text.matchAll(pattern)) {
    if (word !== undefined) tokens.push({ kind: word === 'in' || word === 'notin' ? word : 'identifier', text: word });
    if (special !== undefined) tokens.push(...specialTokens(special));
  }
  return tokens;
}

function specialTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; ) {
    const two = text.slice(i, i + 2);
    const symbol = two.length === 2 && symbols.has(two) ? two : text.charAt(i);
    tokens.push({ kind: symbol as TokenKind, text: symbol });
    i += symbol.length;
  }
  return tokens;
}
