{{/* Names and labels. Call those with a component as: include "maru.…" (list $ "api"). */}}

{{- define "maru.name" -}}
{{ default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "maru.fullname" -}}
{{- $name := include "maru.name" . -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains $name .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "maru.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "maru.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "maru.labels" -}}
{{- $root := index . 0 -}}
{{ include "maru.selector" . }}
app.kubernetes.io/part-of: maru
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "maru.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ printf "%s@%s" .repository .digest }}
{{- else -}}
{{ printf "%s:%s" .repository (default $.Chart.AppVersion .tag) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "maru.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "maru.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "maru.postgresHost" -}}
{{ include "maru.fullname" . }}-postgres
{{- end }}

{{- define "maru.dataClaim" -}}
{{ default (printf "%s-data" (include "maru.fullname" .)) .Values.data.persistence.existingClaim }}
{{- end }}

{{- define "maru.publicUrl" -}}
{{- if .Values.settings.PUBLIC_URL -}}
{{ .Values.settings.PUBLIC_URL }}
{{- else if .Values.ingress.enabled -}}
{{ printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) .Values.ingress.host }}
{{- else -}}
http://localhost:3000
{{- end }}
{{- end }}
