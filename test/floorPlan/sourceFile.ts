import { parseSync } from 'oxc-parser';

/** What the floor plan wants to know of one file; comments and strings do not count. */
export interface SourceFile {
  /** Relative to src/, with slashes: `api/status.ts`. */
  readonly path: string;
  readonly lines: number;
  /** Files that it imports, relative to src/. */
  readonly files: readonly string[];
  /** Those of them that are still there when it runs: not `import type`. */
  readonly filesAtRunTime: readonly string[];
  /** Packages that it imports, `node:fs` and the like among them. */
  readonly packages: readonly string[];
  /** `export … from`: a name with two homes. */
  readonly reexports: boolean;
  /** Uses of `async`, `await` and `for await`. */
  readonly asynchronous: boolean;
  /** Names that the file uses without declaring them, and the impure calls `Date.now`, `new Date()` and `Math.random`. */
  readonly globals: ReadonlySet<string>;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Reads one TypeScript file; throws when it cannot be parsed. */
export function readSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const files = new Set<string>();
  const filesAtRunTime = new Set<string>();
  const packages = new Set<string>();
  const names = new Set<string>();
  const declared = new Set<string>();
  const impureCalls = new Set<string>();
  let reexports = false;
  let asynchronous = false;

  function visit(node: Node, parent: Node | undefined, key: string) {
    const source = isNode(node.source) ? node.source.value : undefined;
    if (typeof source === 'string') {
      if (source.startsWith('.')) {
        const target = joinPath(path, source);
        files.add(target);
        const typesOnly = node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType';
        if (!typesOnly) filesAtRunTime.add(target);
      } else packages.add(packageName(source));
      if (node.type.startsWith('Export')) reexports = true;
    }
    if (node.async === true || node.await === true || node.type === 'AwaitExpression') asynchronous = true;
    if (node.type === 'Identifier' && typeof node.name === 'string') {
      if (isBinding(node, parent, key)) declared.add(node.name);
      else if (!isPropertyName(parent, key)) names.add(node.name);
    }
    const call = impureCall(node);
    if (call) impureCalls.add(call);
    for (const [childKey, child] of Object.entries(node)) {
      for (const item of Array.isArray(child) ? child : [child]) if (isNode(item)) visit(item, node, childKey);
    }
  }
  visit(program as unknown as Node, undefined, '');
  return {
    path,
    lines: text.replace(/\n$/, '').split('\n').length,
    files: [...files],
    filesAtRunTime: [...filesAtRunTime],
    packages: [...packages],
    reexports,
    asynchronous,
    globals: new Set([...[...names].filter((name) => !declared.has(name)), ...impureCalls]),
  };
}

/** `./status.ts` seen from `api/client.ts` is `api/status.ts`. */
function joinPath(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return relative;
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const packageName = (source: string) =>
  source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');

function isBinding(node: Node, parent: Node | undefined, key: string): boolean {
  if (!parent) return false;
  if (/^(Import\w*Specifier)$/.test(parent.type)) return key === 'local';
  if (
    /^(TS)?(Function|Class|Interface|TypeAlias|Module|EmptyBodyFunction|DeclareFunction)/.test(parent.type) &&
    key === 'id'
  )
    return true;
  return (
    key === 'params' ||
    (parent.type === 'VariableDeclarator' && key === 'id') ||
    (parent.type === 'CatchClause' && key === 'param') ||
    (parent.type === 'Property' && key === 'value' && parent.shorthand === true && node.name !== undefined) ||
    (parent.type === 'AssignmentPattern' && key === 'left') ||
    (parent.type === 'RestElement' && key === 'argument') ||
    (parent.type === 'ArrayPattern' && key === 'elements') ||
    (parent.type === 'TSTypeParameter' && key === 'name')
  );
}

function isPropertyName(parent: Node | undefined, key: string): boolean {
  if (!parent) return false;
  if (parent.type === 'MemberExpression') return key === 'property' && parent.computed !== true;
  if (parent.type === 'TSQualifiedName') return key === 'right';
  if (key === 'key') return parent.computed !== true;
  if (/^(ExportSpecifier|ImportSpecifier)$/.test(parent.type)) return key !== 'local';
  return key === 'label' || key === 'parameterName' || (parent.type === 'TSNamedTupleMember' && key === 'label');
}

function impureCall(node: Node): string | undefined {
  if (node.type === 'MemberExpression' && isNode(node.object) && isNode(node.property)) {
    const call = `${node.object.name}.${node.property.name}`;
    return call === 'Date.now' || call === 'Math.random' ? call : undefined;
  }
  const isDate = isNode(node.callee) && node.callee.name === 'Date';
  if (isDate && node.type === 'CallExpression') return 'Date()';
  const hasArguments = Array.isArray(node.arguments) && node.arguments.length > 0;
  return isDate && node.type === 'NewExpression' && !hasArguments ? 'new Date()' : undefined;
}
