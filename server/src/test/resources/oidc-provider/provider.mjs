// SPDX-License-Identifier: Apache-2.0
// An OpenID provider that lets anybody log in. Arguments: port, client's id, its secret, redirect URI.
import { Provider } from 'oidc-provider';

const [port, id, secret, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: id,
      client_secret: secret,
      redirect_uris: [redirect],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  cookies: { keys: ['only for tests'] },
});
provider.listen(Number(port), '127.0.0.1');
