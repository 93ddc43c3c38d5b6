import { checkDiagnostics } from '../markedYaml.ts';
import { podWith, workloadWith } from './manifests.ts';

const containers = 'containers: [{ name: app, image: "nginx:1.27" }]';

describe('advice/dns-policy-default', () => {
  it('is given in a Pod and in a template', () => {
    const mark = '           ^^^^^^^ advice/dns-policy-default: The default is ClusterFirst';
    checkDiagnostics(podWith(`dnsPolicy: Default\n${mark}\n${containers}`));
    checkDiagnostics(workloadWith('Deployment', `dnsPolicy: Default\n${mark}\n${containers}`));
  });

  it('is not given for other policies, nor on the network of the Node', () => {
    checkDiagnostics(podWith(`dnsPolicy: ClusterFirst\n${containers}`));
    checkDiagnostics(podWith(`dnsPolicy: ClusterFirstWithHostNet\n${containers}`));
    checkDiagnostics(podWith(`hostNetwork: true\ndnsPolicy: Default\n${containers}`));
    checkDiagnostics(podWith(containers));
  });
});

describe('advice/host-network-dns', () => {
  it('is given where ClusterFirst is written and not taken', () =>
    checkDiagnostics(
      podWith(`
hostNetwork: true
dnsPolicy: ClusterFirst
           ^^^^^^^^^^^^ advice/host-network-dns: ClusterFirstWithHostNet
${containers}
`),
    ));

  it('is not given where nobody asks for the DNS of the cluster', () => {
    checkDiagnostics(podWith(`hostNetwork: true\n${containers}`));
    checkDiagnostics(podWith(`hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet\n${containers}`));
    checkDiagnostics(podWith(`hostNetwork: false\ndnsPolicy: ClusterFirst\n${containers}`));
  });
});

describe('advice/pod-dns-name', () => {
  it('is given for one of the two without the other', () => {
    checkDiagnostics(
      podWith(`
subdomain: team
           ^^^^ advice/pod-dns-name: NAME.team
${containers}
`),
    );
    checkDiagnostics(
      podWith(`
hostname: busy
          ^^^^ advice/pod-dns-name: nobody else can find it by that name
${containers}
`),
    );
    const mark = '           ^^^^ advice/pod-dns-name: only the Service team';
    checkDiagnostics(workloadWith('Deployment', `subdomain: team\n${mark}\n${containers}`));
  });

  it('is not given for both or none, nor where a controller gives the hostname', () => {
    checkDiagnostics(podWith(`hostname: busy\nsubdomain: team\n${containers}`));
    checkDiagnostics(podWith(containers));
    checkDiagnostics(workloadWith('StatefulSet', `subdomain: team\n${containers}`, 'serviceName: team'));
    const work = `restartPolicy: Never\nsubdomain: team\n${containers}`;
    checkDiagnostics(workloadWith('Job', work, 'completionMode: Indexed\ncompletions: 3\nparallelism: 3'));
    checkDiagnostics(workloadWith('Deployment', `hostname: web\n${containers}`));
  });
});
