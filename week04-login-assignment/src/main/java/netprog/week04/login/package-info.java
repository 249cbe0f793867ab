/**
 * Week 4, the assignment: the case service behind a login, over TCP and over UDP. You write six files, and the comments of
 * each list the steps: LoginRequest, UserTable, TcpLoginServer, TcpLoginClient, UdpLoginServer and UdpLoginClient. The others
 * are given and complete. README.md, beside src, describes the whole task.
 */
package netprog.week04.login;
