package netprog.week04.login;

import java.io.*;
import java.net.*;
import java.nio.charset.*;
import java.util.*;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** A correct program. Each patch in {@code bad} puts one bug into it. */
public final class UdpLoginServer {
    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        Map<SocketAddress, String> sessions = new HashMap<>();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
            socket.receive(packet);
            Frame reply = answer(Frame.from(packet), packet.getSocketAddress(), sessions, users);
            socket.send(reply.toPacket(packet.getSocketAddress()));
        }
    }

    private static Frame answer(
            Frame request, SocketAddress sender, Map<SocketAddress, String> sessions, Authenticator users) {
        LoginRequest login = null;
        try {
            login = LoginRequest.parse(request.text());
        } catch (IllegalArgumentException e) {
            // No login: perhaps a case request.
        }
        if (login != null) {
            switch (users.authenticate(login)) {
                case WELCOME:
                    sessions.put(sender, login.id());
                    return Frame.of("200 Welcome " + login.id() + "!!\n");
                case INVALID_ID:
                    return Frame.of("401 Invalid ID\n");
                default:
                    return Frame.of("402 Invalid Password\n");
            }
        }
        String id = sessions.get(sender);
        if (id == null) {
            return Frame.of("403 Login Required\n");
        }
        if (CaseService.isEnd(request)) {
            sessions.remove(sender);
            return Frame.of("200 Goodbye " + id + "!!\n");
        }
        return CaseService.reply(request);
    }
}
