{{/* What the pods have in common. */}}

{{- define "maru.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{/* Call as: include "maru.podSecurity" .Values.runAs */}}
{{- define "maru.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user | int }}
  runAsGroup: {{ .group | int }}
  fsGroup: {{ .group | int }}
  # A large volume isn't walked through at every start.
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{/* Who a pod of Maru's image is. */}}
{{- define "maru.podIdentity" -}}
serviceAccountName: {{ include "maru.serviceAccountName" . }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{ include "maru.podSecurity" .Values.runAs }}
{{- end }}

{{/* The start of a container of Maru's image. Its one argument names the program or the
command. Call as: include "maru.program" (list $ "api") */}}
{{- define "maru.program" -}}
{{- $root := index . 0 -}}
image: {{ include "maru.image" $root }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
args: [{{ index . 1 }}]
{{ include "maru.environment" $root }}
{{ include "maru.containerSecurity" $root }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  - name: data
    mountPath: /var/lib/maru
{{- if $root.Values.databaseCa }}
  - name: database-ca
    mountPath: /etc/maru/database-ca
    readOnly: true
{{- end }}
{{- end }}

{{- define "maru.volumes" -}}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 1Gi
  - name: data
{{- if .Values.data.persistence.enabled }}
    persistentVolumeClaim:
      claimName: {{ include "maru.dataClaim" . }}
{{- else }}
    emptyDir:
      sizeLimit: 1Gi
{{- end }}
{{- if .Values.databaseCa }}
  - name: database-ca
    configMap:
      name: {{ include "maru.fullname" . }}-database-ca
{{- end }}
{{- end }}

{{/*
A Deployment of one of the long-running programs. Call as:
include "maru.deployment" (dict "root" $ "component" "api" "values" .Values.api "port" 3000)
*/}}
{{- define "maru.deployment" -}}
{{- $root := .root }}
{{- $component := .component }}
{{- $values := .values }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "maru.fullname" $root }}-{{ $component }}
  labels:
    {{- include "maru.labels" (list $root $component) | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: '1'
spec:
  {{- if not $values.autoscaling.enabled }}
  replicas: {{ $values.replicas | int }}
  {{- end }}
  revisionHistoryLimit: 5
  # New pods wait for the migrations, which may take that long.
  progressDeadlineSeconds: {{ add $root.Values.migration.deadlineSeconds 300 }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "maru.selector" (list $root $component) | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "maru.labels" (list $root $component) | nindent 8 }}
      annotations:
        # Pods read their settings only when they start.
        checksum/settings: {{ printf "%s%s" (include "maru.settings" $root) $root.Values.databaseCa | sha256sum }}
        {{- with $values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "maru.podIdentity" $root | nindent 6 }}
      # The sleep, the programs' own 30 seconds, and some for the runtime.
      terminationGracePeriodSeconds: {{ add $values.preStopSeconds 35 }}
      {{- with $values.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with $values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      topologySpreadConstraints:
        {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - topologyKey: {{ . }}
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "maru.selector" (list $root $component) | nindent 14 }}
          # The pods of the version that goes don't count.
          matchLabelKeys: [pod-template-hash]
        {{- end }}
      containers:
        - name: {{ $component }}
          {{- include "maru.program" (list $root $component) | nindent 10 }}
          ports:
            - name: http
              containerPort: {{ .port }}
          startupProbe:
            httpGet:
              path: /health/live
              port: http
            periodSeconds: 2
            failureThreshold: 45
          livenessProbe:
            httpGet:
              path: /health/live
              port: http
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet:
              path: /health/ready
              port: http
            periodSeconds: 5
            # The programs themselves give each part 2 seconds.
            timeoutSeconds: 4
            failureThreshold: 2
          {{- if gt (int $values.preStopSeconds) 0 }}
          lifecycle:
            preStop:
              sleep:
                seconds: {{ $values.preStopSeconds | int }}
          {{- end }}
          resources:
            {{- toYaml $values.resources | nindent 12 }}
      {{- include "maru.volumes" $root | nindent 6 }}
{{- end }}

{{/* Call as maru.deployment. */}}
{{- define "maru.autoscaler" -}}
{{- $name := printf "%s-%s" (include "maru.fullname" .root) .component }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  labels:
    {{- include "maru.labels" (list .root .component) | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: '1'
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ $name }}
  minReplicas: {{ .values.autoscaling.minReplicas | int }}
  maxReplicas: {{ .values.autoscaling.maxReplicas | int }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .values.autoscaling.targetCpu | int }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 30
    scaleDown:
      # A short lull doesn't take away what the next minute needs.
      stabilizationWindowSeconds: 300
      policies:
        - type: Pods
          value: 1
          periodSeconds: 60
{{- end }}

{{/* Call as maru.deployment. */}}
{{- define "maru.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "maru.fullname" .root }}-{{ .component }}
  labels:
    {{- include "maru.labels" (list .root .component) | nindent 4 }}
spec:
  maxUnavailable: {{ .values.podDisruptionBudget.maxUnavailable | int }}
  # A pod that is not ready serves nobody and holds up no drain.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "maru.selector" (list .root .component) | nindent 6 }}
{{- end }}
