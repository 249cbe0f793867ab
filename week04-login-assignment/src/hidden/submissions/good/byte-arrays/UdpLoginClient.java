package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

public class UdpLoginClient
{
    private static final int LENGTH = 128;

    private static final int ASK_ID = 1;
    private static final int ASK_PASSWORD = 2;
    private static final int ASK_CHOICE = 3;
    private static final int ASK_TEXT = 4;

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException
    {
        if (server.getAddress() == null)
        {
            throw new UnknownHostException(server.toString());
        }
        DatagramSocket socket = new DatagramSocket();
        try
        {
            byte[] request = new byte[LENGTH];
            for (int i = 0; i < LENGTH; i++)
            {
                request[i] = (byte) (200 + i);
            }
            int state = ASK_ID;
            String id = "";
            String choice = "";
            while (true)
            {
                if (state == ASK_ID)
                {
                    screen.print("ID : ");
                }
                else if (state == ASK_PASSWORD)
                {
                    screen.print("Password : ");
                }
                else if (state == ASK_CHOICE)
                {
                    screen.println();
                    screen.println("  (1) ABC");
                    screen.println("  (2) abc");
                    screen.println("  (3) aBC -> Abc");
                    screen.println("  (4) bye");
                    screen.print("? ");
                }
                else
                {
                    screen.print("Input string : ");
                }
                screen.flush();

                String line = keyboard.readLine();
                if (line == null)
                {
                    return 0;
                }

                if (state == ASK_ID)
                {
                    id = line;
                    state = ASK_PASSWORD;
                }
                else if (state == ASK_PASSWORD)
                {
                    state = ASK_ID;
                    if (put("id=" + id + " pass=" + line, request))
                    {
                        String reply = ask(socket, server, request);
                        screen.println(reply);
                        if (reply.indexOf("Welcome") >= 0)
                        {
                            state = ASK_CHOICE;
                        }
                    }
                    else
                    {
                        screen.println("ID and password are too long together.");
                    }
                }
                else if (state == ASK_CHOICE)
                {
                    if (line.equals("4"))
                    {
                        put("4", request);
                        screen.println(ask(socket, server, request));
                        return 0;
                    }
                    if (line.equals("1") || line.equals("2") || line.equals("3"))
                    {
                        choice = line;
                        state = ASK_TEXT;
                    }
                }
                else if (put(choice + " " + line, request))
                {
                    String reply = ask(socket, server, request);
                    screen.println(reply);
                    state = ASK_CHOICE;
                    if (reply.startsWith("403"))
                    {
                        state = ASK_ID;
                    }
                }
                else
                {
                    screen.println("The string is too long.");
                }
            }
        }
        finally
        {
            socket.close();
        }
    }

    private static boolean put(String text, byte[] buffer)
    {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= LENGTH || text.indexOf(0) >= 0)
        {
            return false;
        }
        for (int i = 0; i < bytes.length; i++)
        {
            buffer[i] = bytes[i];
        }
        buffer[bytes.length] = 0;
        return true;
    }

    private static String ask(DatagramSocket socket, InetSocketAddress server, byte[] request) throws IOException
    {
        byte[] buffer = new byte[LENGTH];
        DatagramPacket packet = new DatagramPacket(buffer, LENGTH);

        // throw away what is still here, at most 1000 datagrams
        socket.setSoTimeout(1);
        try
        {
            for (int i = 0; i < 1000; i++)
            {
                socket.receive(packet);
            }
        }
        catch (SocketTimeoutException e)
        {
            // nothing is here
        }

        for (int tries = 1; tries <= 3; tries++)
        {
            socket.send(new DatagramPacket(request, LENGTH, server));
            long end = System.currentTimeMillis() + 1000;
            long left = 1000;
            while (left > 0)
            {
                socket.setSoTimeout((int) left);
                packet = new DatagramPacket(buffer, LENGTH);
                try
                {
                    socket.receive(packet);
                }
                catch (SocketTimeoutException e)
                {
                    break;
                }
                boolean fromServer = packet.getPort() == server.getPort()
                        && packet.getAddress().equals(server.getAddress());
                if (fromServer)
                {
                    int length = 0;
                    while (length < packet.getLength() && buffer[length] != 0)
                    {
                        length++;
                    }
                    return new String(buffer, 0, length, StandardCharsets.UTF_8);
                }
                left = end - System.currentTimeMillis();
            }
        }
        throw new IOException("No answer from the server.");
    }
}
