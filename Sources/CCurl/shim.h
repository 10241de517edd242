// libcurl: curl_easy_setopt and curl_easy_getinfo are variadic and macros; one function a type of value.
#ifndef GATE_CCURL_SHIM_H
#define GATE_CCURL_SHIM_H
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef size_t (*gate_curl_write)(char *, size_t, size_t, void *);
typedef curl_socket_t (*gate_curl_open)(void *, curlsocktype, struct curl_sockaddr *);

static inline CURLcode gate_curl_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode gate_curl_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode gate_curl_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode gate_curl_on_write(CURL *handle, gate_curl_write callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
    return code ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}
static inline CURLcode gate_curl_on_open(CURL *handle, gate_curl_open callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
    return code ? code : curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
}
static inline long gate_curl_status(CURL *handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}
/// Text that the answer carried (content type, where it sends to); valid until the handle's next use, null when there is none.
static inline const char *gate_curl_answer(CURL *handle, CURLINFO info) {
    const char *text = 0;
    return curl_easy_getinfo(handle, info, &text) ? 0 : text;
}
/// The two ways in which cameras ask for a password.
static const long GATE_CURL_PASSWORDS = CURLAUTH_BASIC | CURLAUTH_DIGEST;
static const curl_socket_t GATE_CURL_REFUSED = CURL_SOCKET_BAD;
#endif
