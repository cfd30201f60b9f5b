// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// tokens are those of a pod's service account, bound to the pod and renewed in time.
type tokens struct {
	api  kubernetes.Interface
	pod  *v1.Pod
	held map[string]heldToken
}

type heldToken struct {
	token string
	renew time.Time
}

func (t *tokens) token(ctx context.Context, source *v1.ServiceAccountTokenProjection) (string, error) {
	if held, found := t.held[source.Path]; found && time.Now().Before(held.renew) {
		return held.token, nil
	}
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{
		ExpirationSeconds: source.ExpirationSeconds,
		BoundObjectRef: &authenticationv1.BoundObjectReference{
			APIVersion: "v1", Kind: "Pod", Name: t.pod.Name, UID: t.pod.UID,
		},
	}}
	if source.Audience != "" {
		request.Spec.Audiences = []string{source.Audience}
	}
	asked := time.Now()
	answer, err := t.api.CoreV1().ServiceAccounts(t.pod.Namespace).
		CreateToken(ctx, t.pod.Spec.ServiceAccountName, request, metav1.CreateOptions{})
	if err != nil {
		return "", err
	}
	// At 80 % of its life, as a kubelet does.
	life := time.Duration(*answer.Spec.ExpirationSeconds) * time.Second
	t.held[source.Path] = heldToken{answer.Status.Token, asked.Add(life * 8 / 10)}
	return answer.Status.Token, nil
}
