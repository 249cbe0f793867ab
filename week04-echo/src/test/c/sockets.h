/*
 * The differences between the sockets of Linux (POSIX) and of Windows (Winsock), in one place, and the course's frame.
 *
 * Linux: cc -o server server.c             Windows: x86_64-w64-mingw32-gcc -o server.exe server.c -lws2_32
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#define close closesocket
#define MSG_NOSIGNAL 0
#else
#include <arpa/inet.h>
#include <unistd.h>
#endif

#define SIZE 128

/* Winsock must be started; POSIX sockets need not. */
static void start_sockets(void)
{
#ifdef _WIN32
    WSADATA data;

    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) {
        fprintf(stderr, "WSAStartup failed\n");
        exit(1);
    }
#endif
}

/* Winsock does not set errno, so perror cannot print its errors. */
static void fail(const char *call)
{
#ifdef _WIN32
    fprintf(stderr, "%s: Winsock error %d\n", call, WSAGetLastError());
#else
    perror(call);
#endif
    exit(1);
}
