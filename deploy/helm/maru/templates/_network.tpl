{{/* Peers and rules of the network policies. */}}

{{- define "maru.peer" -}}
- namespaceSelector:
    matchLabels:
      {{- toYaml .namespaceLabels | nindent 6 }}
  podSelector:
    matchLabels:
      {{- toYaml .podLabels | nindent 6 }}
{{- end }}

{{- define "maru.toNames" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - { port: 53, protocol: UDP }
    - { port: 53, protocol: TCP }
{{- end }}

{{- define "maru.toDatabase" -}}
- to:
    - podSelector:
        matchLabels:
          {{- include "maru.selector" (list . "postgres") | nindent 10 }}
  ports:
    - { port: 5432, protocol: TCP }
{{- end }}

{{/* Call as: include "maru.toOutside" .Values.networkPolicy.egress.database */}}
{{- define "maru.toOutside" -}}
- to:
    {{- range .cidrs }}
    - ipBlock:
        cidr: {{ . }}
    {{- else }}
    - ipBlock:
        cidr: 0.0.0.0/0
        # Credentials of the machine are not for its pods.
        except: [169.254.169.254/32]
    {{- end }}
  ports:
    {{- range .ports }}
    - { port: {{ int . }}, protocol: TCP }
    {{- end }}
{{- end }}
