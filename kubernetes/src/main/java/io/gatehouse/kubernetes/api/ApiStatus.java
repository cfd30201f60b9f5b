// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// The object of kind `Status` by which the API server says what went wrong.
///
/// @param code 0 where it says none
public record ApiStatus(int code, String message) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LONGEST_MESSAGE = 500;

    /// Reads the object at which the parser stands.
    public static ApiStatus read(JsonParser json) throws IOException {
        int code = 0;
        String message = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
                code = json.getIntValue();
            } else if (name.equals("message") && value == JsonToken.VALUE_STRING) {
                message = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return new ApiStatus(code, message);
    }

    public ApiFailure failure() {
        return ApiFailure.of(code, message.isEmpty() ? "status " + code : message);
    }

    /// @param body of an answer with that status: a `Status`, or text of something in between
    static ApiFailure failure(int status, String body) {
        String message = body.strip();
        try (JsonParser json = FACTORY.createParser(body)) {
            message = json.nextToken() == JsonToken.START_OBJECT ? read(json).message : message;
        } catch (IOException _) {
            // then it is the text itself that is told
        }
        String told = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
        return ApiFailure.of(status, told.isEmpty() ? "status " + status : told);
    }
}
