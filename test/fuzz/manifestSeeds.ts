/** Manifests for mutation with what few real ones have: anchors, flow style, comments, scripts, a template, other programs' files. */
export const writtenSeeds: readonly string[] = [
  `# a comment
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web, "tier": 'front' }
spec:
  volumes:
    - &logs
      name: logs
      emptyDir: {}
  initContainers:
    - name: shipper
      image: busybox:1.36
      restartPolicy: Always
      command: ['sh', '-c', 'tail -n+1 -F /logs/access.log']
      volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }]
  containers:
    - name: app
      image: "busybox:1.36"
      env:
        - { name: API, value: "http://api.shop:8080/$(POD)" }
        - name: POD
          valueFrom: { fieldRef: { fieldPath: metadata.name } }
      args:
        - |
          while true; do
            wget -qO- http://api.shop.svc.cluster.local || exit 1
          done
      volumeMounts: [{ name: logs, mountPath: /var/log/app }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  a: "1"
  <<: { b: "2" }
`,
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  replicas: 3
  selector: &selector
    matchLabels:
      app: api
  strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 0 } }
  template:
    metadata:
      labels:
        app: api
    spec:
      containers:
        - name: api
          image: nginx:1.27
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /, port: http }, periodSeconds: 5 }
          livenessProbe: { httpGet: { path: /, port: http }, periodSeconds: 5 }
          envFrom: [{ configMapRef: { name: settings } }]
          resources:
            requests: { cpu: 200m, memory: 64Mi }
            limits: { memory: 128M }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  selector: { app: ap }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }
  behavior: { scaleDown: { stabilizationWindowSeconds: 60 } }
---
# pod-labs-disable-next-line advice/image-without-version
apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: shop }
spec:
  schedule: "*/15 2,3 1-7 * MON"
  timeZone: Europe/Berlin
  jobTemplate:
    spec:
      backoffLimit: 3
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: report
              image: busybox
              command: ["sh", "-c", "sleep 5; exit 1"]
`,
  `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      terminationGracePeriodSeconds: 5
      containers:
        - name: db
          image: postgres:17
          env: [{ name: PEER, value: db-0.db.default.svc.cluster.local }]
          lifecycle: { preStop: { exec: { command: [sleep, "10"] } } }
          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db }
spec: { minAvailable: 100%, selector: { matchLabels: { app: db } } }
`,
  '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"stringData":{"password":"hunter2"}}\n{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"},"spec":{"containers":[{"name":"a","image":"nginx","envFrom":[{"secretRef":{"name":"a"}}]}]}}\n',
  'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n  data: {a: b}\n- metadata: {name: b}\n',
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include "web.name" . }}\nspec:\n  {{- with .Values.ports }}\n  ports: {{ toYaml . | nindent 4 }}\n  {{- end }}\n',
  'services:\n  web:\n    image: nginx\n    ports: ["80:80"]\n    deploy: &d\n      replicas: 2\nvolumes: {data: {}}\n',
  'apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: a}\nspec: {containers: 5}\n',
];
