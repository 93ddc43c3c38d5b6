// The documentation of fields that refer to another type: the generator of @kubernetes/client-node leaves it out, the
// declarations of kubernetes-types, made from the same OpenAPI document (1.30, Apache-2.0), have it.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = path.dirname(createRequire(import.meta.url).resolve('kubernetes-types/package.json'));

/** `core/v1` -> `Pod` -> `spec` -> text. */
const declarations = new Map();
for (const group of readdirSync(folder, { withFileTypes: true })) {
  if (!group.isDirectory()) continue;
  for (const file of readdirSync(path.join(folder, group.name))) {
    if (!file.endsWith('.d.ts')) continue;
    const text = readFileSync(path.join(folder, group.name, file), 'utf8');
    declarations.set(`${group.name}/${file.slice(0, -'.d.ts'.length)}`, interfacesOf(text));
  }
}

function interfacesOf(text) {
  const interfaces = new Map();
  for (const [, name, body] of text.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
    const fields = new Map();
    for (const [, doc, , field] of body.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(readonly )?"?([\w$-]+)"?\??:/g)) {
      fields.set(
        field,
        doc
          .replace(/\n\s*\* ?/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    }
    interfaces.set(name, fields);
  }
  return interfaces;
}

/** Fields newer than those declarations, or of groups that they leave out, in our own words. */
const newerFields = {
  'APIService.metadata': 'Standard metadata of an object.',
  'APIService.spec': 'Which group and version is served, and by whom.',
  'APIService.status': 'What was found out about the server behind it.',
  'APIServiceSpec.service':
    "The Service in front of the API server of this group and version. Without it the requests are answered by the cluster's own API server.",
  'ContainerRestartRule.exitCodes': 'The exit codes to which this rule applies.',
  'ContainerStatus.user': 'The user that the first process of the container runs as.',
  'ContainerUser.linux': "The Linux user of the container's first process: its user, group and supplementary groups.",
  'EnvVarSource.fileKeyRef': 'Selects a key of an environment file that a container has written into a volume.',
  'NodeStatus.features': 'The features that the container runtime of this Node offers.',
  'NodeSystemInfo.swap': 'The swap memory of this Node.',
  'PodSpec.resources':
    'The processor time and memory of the Pod as a whole, which all of its containers share. Only cpu, memory and hugepages can be set here.',
  'PodStatus.extendedResourceClaimStatus':
    'The resource claim that was made for the extended resources that the containers ask for.',
  'ResourceAttributes.fieldSelector': 'Narrows the access down to objects with these fields.',
  'ResourceAttributes.labelSelector': 'Narrows the access down to objects with these labels.',
  'Volume.image':
    'The content of a container image or artifact, mounted read-only. It is pulled when the Pod starts, by the policy of pullPolicy.',
  'VolumeProjection.podCertificate':
    'A private key and a certificate chain that the kubelet requests and renews for the Pod.',
};

/** What the official documentation says of a field of a model such as `CoreV1Event`, `V2MetricSpec`, `V1Pod`; '' where it says nothing. */
export function fieldText(model, field) {
  const [, prefix = '', version = 'V1', name = model] =
    /^([A-Z][a-z]+)?(V\d(?:(?:alpha|beta)\d+)?)(\w+)$/.exec(model) ?? [];
  const wanted = version.toLowerCase();
  const groups = [...declarations].filter(([key]) =>
    prefix === '' ? key.endsWith(`/${wanted}`) : key === `${prefix.toLowerCase()}/${wanted}`,
  );
  for (const [, interfaces] of groups) {
    const text = interfaces.get(name)?.get(field);
    if (text) return text;
  }
  return newerFields[`${name}.${field}`] ?? '';
}
