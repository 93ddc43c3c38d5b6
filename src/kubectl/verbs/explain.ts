import { apiVersionOf, findKind, findKindByName } from '../../api/kinds.ts';
import { type FieldSchema, type FieldType, hasType, type TypeSchema, typeSchema } from '../../api/schema.ts';
import { CommandError, commandError } from '../commandError.ts';
import type { Verb } from '../verb.ts';

/** Text is wrapped so that it ends before this column, indentation counted. */
const lineWidth = 80;
/** `--recursive` stops here: some types hold themselves. */
const maxDepth = 12;

/** `kubectl explain`: what a kind or one of its fields means. */
export const explain: Verb = {
  name: 'explain',
  group: 'Basic Commands (Intermediate)',
  summary: 'Get documentation for a resource',
  usage: 'explain TYPE [--recursive=FALSE|TRUE]',
  examples: [
    { comment: 'What a Pod is made of', command: 'kubectl explain pods' },
    { comment: 'What one of its fields means', command: 'kubectl explain pods.spec.containers' },
  ],
  flags: [
    { name: 'api-version', type: 'string', defaultText: '', doc: 'Another version of the kind (autoscaling/v1).' },
    {
      name: 'recursive',
      type: 'boolean',
      defaultText: 'false',
      doc: 'The names of all fields below, without their texts.',
    },
  ],
  async run(flags, host) {
    const [path] = flags.args;
    if (path === undefined) {
      throw commandError(
        'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    }
    if (flags.args.length > 1) throw commandError(`We accept only this format: explain RESOURCE`);
    const [kindWord = '', ...fields] = path.split('.').filter((part) => part !== '');
    const preferred = findKindByName(kindWord);
    const wantedVersion = flags.text('api-version');
    if (preferred && wantedVersion !== '' && !findKind(wantedVersion, preferred.kind)) {
      throw commandError(`couldn't find resource for "${wantedVersion}, Resource=${preferred.plural}"`);
    }
    const info = wantedVersion === '' || !preferred ? preferred : findKind(wantedVersion, preferred.kind);
    if (!info) throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(kindWord)}`);
    if (!hasType(info.type))
      throw commandError(`couldn't find resource for "${apiVersionOf(info)}, Kind=${info.kind}"`);
    const lines = [
      ...(info.group === '' ? [] : [`GROUP:      ${info.group}`]),
      `KIND:       ${info.kind}`,
      `VERSION:    ${info.version}`,
      '',
    ];
    let type: TypeSchema | undefined = typeSchema(info.type);
    let field: FieldSchema | undefined;
    for (const name of fields) {
      field = type?.fields.get(name);
      if (!field) {
        host.stdout(`${lines.join('\n')}\n`);
        throw commandError(`field ${JSON.stringify(name)} does not exist`);
      }
      type = objectIn(field.type);
    }
    if (field) {
      lines.push(`FIELD: ${field.name} <${typeText(field.type)}>`);
      if (field.values) lines.push('ENUM:', ...field.values.toSorted().map((value) => `    ${enumText(value)}`));
      else lines.push('');
      lines.push('');
    }
    const docs = [field?.doc, type?.doc].filter((doc) => doc !== undefined && doc !== '');
    lines.push(
      'DESCRIPTION:',
      ...(docs.length === 0 ? ['<empty>'] : docs).flatMap((doc) => wrap(doc ?? '', 4)),
      '    ',
    );
    if (type && type.fields.size > 0) {
      lines.push('FIELDS:');
      if (flags.enabled('recursive')) lines.push(...treeLines(type, 1));
      else for (const one of sortedFields(type)) lines.push(...fieldLines(one));
    }
    if (lines.at(-1) !== '' || type) lines.push('');
    host.stdout(`${lines.join('\n')}\n`);
    return undefined;
  },
};

function sortedFields(type: TypeSchema): FieldSchema[] {
  return [...type.fields.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function headOf(field: FieldSchema, indent: string): string[] {
  const head = `${indent}${field.name}\t<${field.name === 'fieldsV1' ? 'FieldsV1' : typeText(field.type)}>${field.required ? ' -required-' : ''}`;
  return field.values ? [head, `${indent}enum: ${shortEnum(field.values)}`] : [head];
}

/** At most four values. */
function shortEnum(values: readonly string[]): string {
  const texts = values.toSorted().map(enumText);
  return texts.length > 4 ? `${texts.slice(0, 4).join(', ')}, ....` : texts.join(', ');
}

function enumText(value: string): string {
  return value === '' ? '""' : value;
}

function fieldLines(field: FieldSchema): string[] {
  return [...headOf(field, '  '), ...wrap(field.doc || '<no description>', 4), ''];
}

function treeLines(type: TypeSchema, depth: number): string[] {
  return sortedFields(type).flatMap((field) => {
    const inner = depth < maxDepth ? objectIn(field.type) : undefined;
    return [...headOf(field, '  '.repeat(depth)), ...(inner ? treeLines(inner, depth + 1) : [])];
  });
}

function objectIn(type: FieldType): TypeSchema | undefined {
  if (type.kind === 'list' || type.kind === 'map') return objectIn(type.of);
  return type.kind === 'object' && hasType(type.type) ? typeSchema(type.type) : undefined;
}

function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'list':
      return `[]${typeText(type.of)}`;
    case 'map':
      return `map[string]${typeText(type.of)}`;
    case 'object':
      return type.type;
    case 'double':
      return 'number';
    case 'quantity':
      return 'Quantity';
    case 'intOrString':
      return 'IntOrString';
    case 'time':
    case 'microTime':
    case 'bytes':
      return 'string';
    case 'any':
      return 'Object';
    default:
      return type.kind;
  }
}

function wrap(text: string, indent: number): string[] {
  const start = ' '.repeat(indent);
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
      if (line !== '' && indent + line.length + 1 + word.length > lineWidth) {
        lines.push(start + line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, start + line];
  });
}
