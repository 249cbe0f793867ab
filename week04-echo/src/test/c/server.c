/*
 * A server like the course's programs: it serves one client after the other, takes one recv for one message, and always sends
 * 128 bytes, with garbage behind the NUL of the text. It prints each message that it receives. "exit" ends an echo client
 * without an echo. login has the user guest with the password guest.
 *
 *   server tcp|udp time|echo|case|login          prints "listening on tcp 127.0.0.1:PORT"
 */
#include "sockets.h"
#include <ctype.h>
#include <time.h>

#define MAX_SESSIONS 16

static char in[SIZE + 1];
static char out[SIZE];

/* Makes the reply to a request of the case service; returns 0 if the client asks for the end. */
static int change(void)
{
    char *p;

    memset(out, 0xCC, SIZE);
    if (in[0] == '4')
        return 0;
    if (in[0] < '1' || in[0] > '3' || in[1] != ' ') {
        strcpy(out, "400 Bad Request\n");
        return 1;
    }
    strcpy(out, in + 2);
    for (p = out; *p; p++) {
        unsigned char c = *p;
        if (in[0] != '2' && c >= 'a' && c <= 'z')
            *p = toupper(c);
        else if (in[0] != '1' && c >= 'A' && c <= 'Z')
            *p = tolower(c);
    }
    return 1;
}

/* Makes the reply to a login; returns 1 if it is correct. */
static int log_in(void)
{
    char id[SIZE];
    char password[SIZE];
    int known;

    memset(out, 0xCC, SIZE);
    if (sscanf(in, "id=%127s pass=%127s", id, password) != 2) {
        strcpy(out, "400 Bad Request\n");
        return 0;
    }
    known = strcmp(id, "guest") == 0;
    if (known && strcmp(password, "guest") == 0) {
        strcpy(out, "200 Welcome guest!!\n");
        return 1;
    }
    strcpy(out, known ? "402 Invalid Password\n" : "401 Invalid ID\n");
    return 0;
}

/* The session of an address: is it logged in? A UDP server has to remember it itself. */
static int *session(const struct sockaddr_in *from)
{
    static struct { struct sockaddr_in who; int logged_in; } sessions[MAX_SESSIONS];
    static int count;
    int i;

    for (i = 0; i < count; i++)
        if (sessions[i].who.sin_addr.s_addr == from->sin_addr.s_addr && sessions[i].who.sin_port == from->sin_port)
            return &sessions[i].logged_in;
    if (count == MAX_SESSIONS)
        count = 0;
    sessions[count].who = *from;
    sessions[count].logged_in = 0;
    return &sessions[count++].logged_in;
}

static void show(int n)
{
    in[n] = 0;
    printf("received: %s\n", in);
    fflush(stdout);
}

static void send_time(int sock, const struct sockaddr_in *to)
{
    time_t now = time(NULL);
    char *text = ctime(&now);

    sendto(sock, text, strlen(text) + 1, MSG_NOSIGNAL, (const struct sockaddr *)to, to ? sizeof(*to) : 0);
}

/* Answers one message of a TCP client; returns 0 at the end of the dialogue. */
static int answer(int client, const char *service, int n, int *logged_in)
{
    if (strcmp(service, "echo") == 0)
        return strncmp(in, "exit", 4) != 0 && send(client, in, n, MSG_NOSIGNAL) >= 0;
    if (!*logged_in)
        *logged_in = log_in();
    else if (!change())
        return 0;
    return send(client, out, SIZE, MSG_NOSIGNAL) >= 0;
}

static void serve_tcp(int listener, const char *service)
{
    for (;;) {
        int client = accept(listener, NULL, NULL);
        int logged_in = strcmp(service, "login") != 0;
        int n;

        if (strcmp(service, "time") == 0) {
            send_time(client, NULL);
            close(client);
            continue;
        }
        if (!logged_in) {
            memset(out, 0xCC, SIZE);
            strcpy(out, "Welcome to Server!!");
            send(client, out, SIZE, MSG_NOSIGNAL);
        }
        while ((n = recv(client, in, SIZE, 0)) > 0) {
            show(n);
            if (!answer(client, service, n, &logged_in))
                break;
        }
        close(client);
    }
}

static void serve_udp(int sock, const char *service)
{
    for (;;) {
        struct sockaddr_in from;
        socklen_t len = sizeof(from);
        int n = recvfrom(sock, in, SIZE, 0, (struct sockaddr *)&from, &len);
        int *logged_in;

        if (n < 0) /* Windows: an earlier reply was sent to a closed port (WSAECONNRESET), which must not end the server */
            continue;
        show(n);
        if (strcmp(service, "time") == 0) {
            send_time(sock, &from);
            continue;
        }
        if (strcmp(service, "echo") == 0) {
            if (strncmp(in, "exit", 4) != 0)
                sendto(sock, in, n, 0, (struct sockaddr *)&from, len);
            continue;
        }
        logged_in = session(&from);
        if (strcmp(service, "login") == 0 && !*logged_in) {
            *logged_in = log_in();
        } else if (!change()) {
            *logged_in = 0;
            strcpy(out, "200 Goodbye");
        }
        sendto(sock, out, SIZE, 0, (struct sockaddr *)&from, len);
    }
}

int main(int argc, char *argv[])
{
    int tcp = argc == 3 && strcmp(argv[1], "tcp") == 0;
    struct sockaddr_in addr = {0};
    socklen_t len = sizeof(addr);
    int sock;

    if (argc != 3) {
        fprintf(stderr, "server tcp|udp time|echo|case|login\n");
        return 2;
    }
    start_sockets();
    sock = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(sock, (struct sockaddr *)&addr, len) < 0 || (tcp && listen(sock, 5) < 0))
        fail("bind, listen");
    getsockname(sock, (struct sockaddr *)&addr, &len);
    printf("listening on %s 127.0.0.1:%d\n", argv[1], ntohs(addr.sin_port));
    fflush(stdout);
    if (tcp)
        serve_tcp(sock, argv[2]);
    else
        serve_udp(sock, argv[2]);
    return 0;
}
