// Reads the object models of the installed @kubernetes/client-node (generated there from Kubernetes' own OpenAPI document)
// and writes, into the git-ignored src/api/generated/:
//   objects.ts    our object types in their JSON shape: wire names, RFC 3339 strings instead of Date
//   schema.json   fields, types, required, documentation: what decoding, hover, completion and `explain` read
// The field documentation is Kubernetes' own (Apache-2.0), see THIRD-PARTY-NOTICES.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fieldText } from './fieldTexts.mjs';
import { enumerations, goTypes, pointerFields, quantityFields, rootModels } from './schemaTables.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const clientMain = createRequire(import.meta.url).resolve('@kubernetes/client-node');
const clientRoot = clientMain.slice(0, clientMain.lastIndexOf(`${path.sep}dist${path.sep}`));
const modelsFolder = path.join(clientRoot, 'dist', 'gen', 'models');
const outFolder = path.join(root, 'src', 'api', 'generated');

/** `V1Pod` -> `Pod`; kinds that exist twice keep apart: the newest version has the plain name. */
function typeName(model) {
  if (model.startsWith('EventsV1')) return `Events${model.slice('EventsV1'.length)}`;
  if (/^V1(HorizontalPodAutoscaler\w*|CrossVersionObjectReference)$/.test(model)) return `${model.slice(2)}V1`;
  if (model === 'CoreV1EndpointPort') return 'EndpointsPort';
  return model.replace(
    /^(Core|Discovery|Events|Storage|Rbac|Flowcontrol|Authentication|Apiregistration)?V\d(?=[A-Z])/,
    '',
  );
}

/** `CoreV1Event` -> `v1.Event`: the name in the server's own messages. */
function goTypeName(model) {
  const parts =
    /^(?:Core|Discovery|Events|Storage|Rbac|Flowcontrol|Authentication|Apiregistration)?V(\d)((?:alpha|beta)\d+)?(?=[A-Z])/.exec(
      model,
    );
  return parts ? `v${parts[1]}${parts[2] ?? ''}.${model.slice(parts[0].length)}` : `v1.${model}`;
}

const unescapeDoc = (text) =>
  text
    .replace(/\\(['"`\\])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

function readDeclaration(model) {
  const text = readFileSync(path.join(modelsFolder, `${model}.d.ts`), 'utf8');
  const start = text.indexOf(`export declare class ${model} `);
  const classDoc = /\/\*\*\s*\n\* ([\s\S]*?)\n\*\/\s*$/.exec(text.slice(0, start));
  const fields = new Map();
  const fieldPattern = /(?:\/\*\*\s*\n\s*\* ((?:(?!\*\/)[\s\S])*?)\n\s*\*\/\s*)?'([\w$]+)'(\?)?: /g;
  for (const [, doc, name, optional] of text.slice(start).matchAll(fieldPattern)) {
    fields.set(name, { doc: doc ? unescapeDoc(doc.replace(/\n\s*\* ?/g, ' ')) : '', required: !optional });
  }
  return { doc: classDoc ? unescapeDoc(classDoc[1]) : '', fields };
}

/** The wire type of an attribute: `string`, `int32`, …, a type name, `[]T` or `map[]T`; collects the models it refers to. */
function wireType(type, format, refer) {
  const list = /^Array<(.*)>$/.exec(type);
  if (list) return `[]${wireType(list[1], format, refer)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return `map[]${wireType(map[1], format, refer)}`;
  if (type === 'Date') return 'time';
  if (type === 'V1MicroTime') return 'microTime';
  if (type === 'IntOrString') return 'intOrString';
  if (type === 'string') return format === 'byte' ? 'bytes' : 'string';
  if (type === 'number') return format || 'double';
  if (type === 'boolean' || type === 'any') return type;
  refer(type);
  return typeName(type);
}

function typeScriptType(wire) {
  if (wire.startsWith('[]')) return `${/^[a-z]/.test(wire.slice(2)) ? typeScriptType(wire.slice(2)) : wire.slice(2)}[]`;
  if (wire.startsWith('map[]')) return `Record<string, ${typeScriptType(wire.slice(5))}>`;
  return (
    {
      string: 'string',
      time: 'string',
      microTime: 'string',
      bytes: 'string',
      quantity: 'string',
      intOrString: 'number | string',
      int32: 'number',
      int64: 'number',
      double: 'number',
      boolean: 'boolean',
      any: 'unknown',
    }[wire] ?? wire
  );
}

const known = new Set(
  readdirSync(modelsFolder)
    .filter((f) => f.endsWith('.d.ts'))
    .map((f) => f.slice(0, -5)),
);
const types = new Map();
const queue = [...rootModels];
const seen = new Set();
while (queue.length > 0) {
  const model = queue.shift();
  if (seen.has(model)) continue;
  seen.add(model);
  if (!known.has(model)) throw new Error(`@kubernetes/client-node has no model ${model}: see scripts/schemaTables.mjs`);
  const module = await import(pathToFileURL(path.join(modelsFolder, `${model}.js`)));
  const declaration = readDeclaration(model);
  const name = typeName(model);
  if (types.has(name)) throw new Error(`two models are called ${name}`);
  const fields = {};
  for (const attribute of module[model].getAttributeTypeMap()) {
    const declared = declaration.fields.get(attribute.name);
    if (!declared) throw new Error(`${model}.${attribute.name} is not declared`);
    let type = wireType(attribute.type, attribute.format, (m) => queue.push(m));
    if (quantityFields.has(`${name}.${attribute.baseName}`)) type = type.replace(/string$/, 'quantity');
    const field = { type };
    if (declared.required) field.required = true;
    const values = enumerations[`${name}.${attribute.baseName}`];
    if (values) field.values = values;
    if (pointerFields.has(`${name}.${attribute.baseName}`)) field.pointer = true;
    const goType = goTypes[`${name}.${attribute.baseName}`];
    if (goType) field.goType = goType;
    // What every field of this type says tells nothing of this one.
    const own = declared.doc.startsWith('IntOrString is a type') ? '' : declared.doc;
    const doc = own || fieldText(model, attribute.baseName);
    if (doc) field.doc = doc;
    fields[attribute.baseName] = field;
  }
  types.set(name, { goType: goTypeName(model), doc: declaration.doc, fields });
}
for (const key of [...quantityFields, ...pointerFields, ...Object.keys(enumerations), ...Object.keys(goTypes)]) {
  const [type, field] = key.split('.');
  if (!types.get(type)?.fields[field]) throw new Error(`scripts/schemaTables.mjs names ${key}, which does not exist`);
}

const sorted = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
const lines = ['// Generated by scripts/generateSchema.mjs from @kubernetes/client-node; do not edit.', ''];
for (const [name, { doc, fields }] of sorted) {
  if (doc) lines.push(`/** ${doc.replaceAll('*/', '*\u200b/')} */`);
  lines.push(`export interface ${name} {`);
  for (const [field, { type, required }] of Object.entries(fields)) {
    const key = /^[A-Za-z_$][\w$]*$/.test(field) ? field : JSON.stringify(field);
    let ts = typeScriptType(type);
    if (type === '[]intOrString') ts = '(number | string)[]';
    lines.push(`  ${key}${required ? '' : '?'}: ${ts};`);
  }
  lines.push('}', '');
}
const version = JSON.parse(readFileSync(path.join(clientRoot, 'package.json'), 'utf8')).version;
mkdirSync(outFolder, { recursive: true });
writeFileSync(path.join(outFolder, 'objects.ts'), lines.join('\n'));
writeFileSync(
  path.join(outFolder, 'schema.json'),
  JSON.stringify({ source: `@kubernetes/client-node ${version}`, types: Object.fromEntries(sorted) }),
);
console.log(`generated ${types.size} types from @kubernetes/client-node ${version}`);
