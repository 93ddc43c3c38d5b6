/**
 * How the server prints a whole object inside a message: as JSON of its own internal type, with its field names, in its
 * order, and null for what is not set. Source of names and order: `k8s.io/kubernetes/pkg/apis/core/types.go`.
 */
const internalFields: Readonly<Record<string, readonly string[]>> = {
  SecurityContext:
    'Capabilities Privileged SELinuxOptions WindowsOptions RunAsUser RunAsGroup RunAsNonRoot ReadOnlyRootFilesystem AllowPrivilegeEscalation ProcMount SeccompProfile AppArmorProfile'.split(
      ' ',
    ),
  Capabilities: ['Add', 'Drop'],
  SELinuxOptions: ['User', 'Role', 'Type', 'Level'],
  WindowsOptions: ['GMSACredentialSpecName', 'GMSACredentialSpec', 'RunAsUserName', 'HostProcess'],
  SeccompProfile: ['Type', 'LocalhostProfile'],
  AppArmorProfile: ['Type', 'LocalhostProfile'],
};

/** Prints a value of this internal type as the server does. */
export function printInternal(value: object, type: string): string {
  return JSON.stringify(internalOf(value, type));
}

function internalOf(value: object, type: string): object {
  const fields = internalFields[type] ?? [];
  return Object.fromEntries(
    fields.map((name) => {
      const item = (value as Record<string, unknown>)[externalName(name)] ?? null;
      const nested = typeof item === 'object' && item !== null && !Array.isArray(item) && internalFields[name];
      return [name, nested ? internalOf(item, name) : item];
    }),
  );
}

function externalName(name: string): string {
  if (name.startsWith('SELinux')) return `seLinux${name.slice(7)}`;
  if (name.startsWith('GMSA')) return `gmsa${name.slice(4)}`;
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A value of this internal type as the server's JSON has it. */
export function internalValue(value: object, type: string): object {
  return internalOf(value, type);
}
