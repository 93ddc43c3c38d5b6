import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { ServicePort, ServiceSpec } from '../generated/objects.ts';
import { dnsLabel, portName, portNumber, qualifiedName } from '../names.ts';
import { nameErrors } from './nameErrors.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

/** What is wrong with the ports of a Service; several need names. */
export function validateServicePorts(ports: readonly ServicePort[], at: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap((port, i) => {
    const here = [...at, i];
    const { name = '', port: number = 0, protocol = '', targetPort = 0, appProtocol } = port;
    const errors: FieldError[] = [];
    if (name === '') {
      if (ports.length > 1) errors.push(required([...here, 'name']));
    } else {
      errors.push(...nameErrors(name, dnsLabel, [...here, 'name']));
      if (seen.has(name)) errors.push(duplicate([...here, 'name'], name));
      seen.add(name);
    }
    for (const text of portNumber(number)) errors.push(invalidValue([...here, 'port'], number, text));
    if (protocol === '') errors.push(required([...here, 'protocol']));
    else if (!protocols.includes(protocol)) errors.push(notSupported([...here, 'protocol'], protocol, protocols));
    const texts = typeof targetPort === 'number' ? portNumber(targetPort) : portName(targetPort);
    for (const text of texts) errors.push(invalidValue([...here, 'targetPort'], targetPort, text));
    if (appProtocol !== undefined) errors.push(...nameErrors(appProtocol, qualifiedName, [...here, 'appProtocol']));
    return errors;
  });
}

/** What is wrong with node ports, and with two ports that are one. */
export function validateNodePorts({ type, ports = [] }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const at = ['spec', 'ports'];
  if (type === 'ClusterIP')
    for (const [i, { nodePort = 0 }] of ports.entries())
      if (nodePort !== 0)
        errors.push(forbiddenField([...at, i, 'nodePort'], "may not be used when `type` is 'ClusterIP'"));
  const nodePorts = new Set<string>();
  for (const [i, { protocol, nodePort = 0 }] of ports.entries()) {
    if (nodePort === 0) continue;
    if (nodePorts.has(`${protocol} ${nodePort}`)) errors.push(duplicate([...at, i, 'nodePort'], nodePort));
    nodePorts.add(`${protocol} ${nodePort}`);
  }
  const seen = new Set<string>();
  for (const [i, { protocol = '', port = 0 }] of ports.entries()) {
    if (seen.has(`${protocol} ${port}`)) {
      const printed = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
      errors.push(duplicate([...at, i], printed));
    }
    seen.add(`${protocol} ${port}`);
  }
  return errors;
}
