package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

/** UDP 로그인 클라이언트. */
public class UdpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        try {
            socket.connect(server);
            boolean login = false;
            while (true) {
                if (login) {
                    screen.println("(1) 대문자로 바꾸기");
                    screen.println("(2) 소문자로 바꾸기");
                    screen.println("(3) 대소문자 서로 바꾸기");
                    screen.println("(4) 끝내기");
                    screen.print("번호를 고르세요 > ");
                    screen.flush();
                    String choice = keyboard.readLine();
                    if (choice == null) {
                        break;
                    }
                    choice = choice.trim();
                    if (choice.equals("4")) {
                        screen.println("서버: " + exchange(socket, TcpLoginClient.line("4"), screen));
                        break;
                    }
                    if (!choice.equals("1") && !choice.equals("2") && !choice.equals("3")) {
                        screen.println("1, 2, 3, 4 가운데에서 고르세요.");
                        continue;
                    }
                    screen.print("문자열을 입력하세요. Input string : ");
                    screen.flush();
                    String text = keyboard.readLine();
                    if (text == null) {
                        break;
                    }
                    Frame request = TcpLoginClient.line(choice + " " + text);
                    if (request == null) {
                        screen.println("너무 깁니다. 다시 입력하세요.");
                        continue;
                    }
                    String reply = exchange(socket, request, screen);
                    screen.println("서버: " + reply);
                    if (reply.equals("403 Login Required")) {
                        screen.println("다시 로그인하세요.");
                        login = false;
                    }
                } else {
                    screen.print("아이디를 입력하세요. ID : ");
                    screen.flush();
                    String id = keyboard.readLine();
                    if (id == null) {
                        break;
                    }
                    screen.print("비밀번호를 입력하세요. Password : ");
                    screen.flush();
                    String password = keyboard.readLine();
                    if (password == null) {
                        break;
                    }
                    Frame request = TcpLoginClient.line(new LoginRequest(id, password).toText());
                    if (request == null) {
                        screen.println("너무 깁니다. 다시 입력하세요.");
                        continue;
                    }
                    String reply = exchange(socket, request, screen);
                    screen.println("서버: " + reply);
                    login = reply.contains("Welcome");
                }
            }
            screen.println("[끝]");
            return 0;
        } finally {
            socket.close();
        }
    }

    private static String exchange(DatagramSocket socket, Frame request, PrintStream screen) throws IOException {
        int timeout = 2;
        DatagramPacket packet = new DatagramPacket(new byte[256], 256);
        while (true) {
            try {
                socket.setSoTimeout(timeout);
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                break;
            }
        }
        for (int i = 1; i <= 3; i++) {
            socket.send(request.toPacket(socket.getRemoteSocketAddress()));
            try {
                socket.setSoTimeout(1000);
                packet = new DatagramPacket(new byte[256], 256);
                socket.receive(packet);
                return LoginRequest.줄끝없이(Frame.from(packet).text());
            } catch (SocketTimeoutException e) {
                screen.println("대답이 없습니다 (" + i + "/3)");
            }
        }
        throw new IOException("서버가 대답하지 않습니다");
    }
}
