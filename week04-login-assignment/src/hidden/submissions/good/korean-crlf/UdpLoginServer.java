package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/** UDP 로그인 서버. */
public class UdpLoginServer {
    private static final int 최대 = 10000;
    private static final long 십분 = 10L * 60 * 1000 * 1000 * 1000;

    private static class Session {
        String id;
        long 시각;
    }

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        LinkedHashMap<String, Session> 세션들 = new LinkedHashMap<>();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                if (socket.isClosed()) {
                    System.out.println("소켓이 닫혔습니다");
                    return;
                }
                System.out.println("받지 못했습니다: " + e.getMessage());
                continue;
            }
            try {
                socket.send(TcpLoginServer.line(answer(packet, 세션들, users)).toPacket(packet.getSocketAddress()));
            } catch (IOException e) {
                System.out.println("보내지 못했습니다: " + e.getMessage());
            }
        }
    }

    private static Frame answer(DatagramPacket packet, LinkedHashMap<String, Session> 세션들, Authenticator users) {
        String 주소 = packet.getAddress().getHostAddress() + " " + packet.getPort();
        Frame frame = Frame.from(packet);
        Session 지금 = 세션들.get(주소);
        if (지금 != null && System.nanoTime() - 지금.시각 > 십분) {
            세션들.remove(주소);
            지금 = null;
        }
        LoginRequest request = null;
        try {
            request = LoginRequest.parse(frame.text());
        } catch (IllegalArgumentException e) {
            System.out.println("로그인 요청이 아닙니다: " + e.getMessage());
        }
        if (request != null) {
            Authenticator.Result result = users.authenticate(request);
            if (result.equals(Authenticator.Result.INVALID_ID)) {
                return Frame.of("401 Invalid ID");
            }
            if (result.equals(Authenticator.Result.INVALID_PASSWORD)) {
                return Frame.of("402 Invalid Password");
            }
            Session 새것 = new Session();
            새것.id = request.id();
            기억(세션들, 주소, 새것);
            return Frame.of("200 Welcome " + request.id() + "!!");
        }
        if (지금 == null) {
            return Frame.of("403 Login Required");
        }
        if (CaseService.isEnd(frame)) {
            세션들.remove(주소);
            System.out.println("Session finished for " + 지금.id + ".");
            return Frame.of("200 Goodbye " + 지금.id + "!!");
        }
        기억(세션들, 주소, 지금);
        return CaseService.reply(frame);
    }

    /** 가장 최근에 온 것이 맨 뒤에 있다. */
    private static void 기억(LinkedHashMap<String, Session> 세션들, String 주소, Session 것) {
        것.시각 = System.nanoTime();
        세션들.remove(주소);
        세션들.put(주소, 것);
        if (세션들.size() > 최대) {
            Map.Entry<String, Session> 맨앞 = 세션들.entrySet().iterator().next();
            세션들.remove(맨앞.getKey());
        }
    }
}
